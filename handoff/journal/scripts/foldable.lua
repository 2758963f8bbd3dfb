-- ARGV: case. What is to be folded, and its digest; or the reason why not. Changes nothing.
local found, why = contents(ARGV[1])
if not found then
  return {why}
end
return {'ok', digest(found), unpack(found)}
