-- ARGV: digest of the code, request id, place (private | group), telegram user, chat, now as text
-- A code works once. The same request gets the same answer.
local digest, request, place, user, chat, at = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
local before = redis.call('GET', k('request', request))
if before then
  return {'repeat', before}
end
local stored = redis.call('GET', k('code', digest))
local result, who = 'unknown', ''
if stored then
  local code = cjson.decode(stored)
  who = code.login
  if code.purpose == 'account' and place == 'group' then
    redis.call('DEL', k('code', digest)) -- everybody there has read it
    result = 'exposed'
  elseif code.purpose == 'account' then
    redis.call('DEL', k('code', digest))
    local links = redis.call('HGETALL', k('linked'))
    for i = 1, #links, 2 do
      if cjson.decode(links[i + 1]).login == who then
        redis.call('HDEL', k('linked'), links[i])
      end
    end
    redis.call('HSET', k('linked'), user, cjson.encode({login = who, at = at}))
    result = 'linked'
  elseif place == 'private' then
    result = 'elsewhere'
  else
    redis.call('DEL', k('code', digest))
    if redis.call('HGET', k('group'), 'chat') ~= chat then
      redis.call('DEL', k('group'), k('topics'), k('threads'), k('posted', 'telegram', 'group'))
    end
    redis.call('HSET', k('group'), 'chat', chat, 'by', who, 'at', at)
    redis.call('HDEL', k('group'), 'away')
    result = 'paired'
  end
end
redis.call('SET', k('request', request), result .. ' ' .. who, 'PX', 172800000)
return {'ok', result .. ' ' .. who}
