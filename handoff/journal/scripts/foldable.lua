-- ARGV: case, the latest time that it may be put off to ('': any). What is to be folded, and its digest; or the reason why not. Changes nothing.
local found, why = contents(ARGV[1], ARGV[2])
if not found then
  return {why}
end
return {'ok', digest(found), unpack(found)}
