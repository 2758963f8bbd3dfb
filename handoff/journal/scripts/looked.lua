-- ARGV: conversation, the mark of the look, when to look again in ms ("" never). What changed meanwhile is looked at anew.
local score = redis.call('ZSCORE', k('looks'), ARGV[1])
if not score or tonumber(score) ~= tonumber(ARGV[2]) then
  return 0
end
if ARGV[3] == '' then
  redis.call('ZREM', k('looks'), ARGV[1])
else
  redis.call('ZADD', k('looks'), ARGV[3], ARGV[1])
end
return 1
