-- ARGV: case, the latest time that it may be put off to, the digest of what was read, all of it packed. Puts the packed one in its place, if nothing has changed.
-- Of a handoff its places in the search stay, and where the rest of it is.
local case = ARGV[1]
local found, why = contents(case, ARGV[2])
if not found then
  return why
end
if digest(found) ~= ARGV[3] then
  return 'stale'
end
redis.call('SET', k('folded', case), ARGV[4])
for _, one in ipairs(found[5]) do
  local handoff = k('handoff', one[1])
  local places = redis.call('HMGET', handoff, 'filed', 'filed_before')
  redis.call('DEL', handoff, k('receipt', one[1]))
  redis.call('HSET', handoff, 'folded', case)
  for i, name in ipairs({'filed', 'filed_before'}) do
    if places[i] then
      redis.call('HSET', handoff, name, places[i])
    end
  end
end
for _, one in ipairs(found[6]) do
  redis.call('DEL', k('delivery', one[1]))
end
redis.call('DEL', k('case', case), k('rows', case), k('did', case), k('deliveries', case))
redis.call('ZREM', k('unfolded'), case)
return 'done'
