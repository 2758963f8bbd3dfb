-- ARGV: case (empty: of none), its receipts, delivery ids (20 at most)
-- Takes deliveries out of wherever they wait, with what is known of the messages that they became.
local case, receipts = ARGV[1], ' ' .. ARGV[2] .. ' '
for i = 3, #ARGV do
  local did = ARGV[i]
  local d = redis.call('HMGET', k('delivery', did), 'channel', 'cls', 'to', 'merge', 'slot', 'message', 'case')
  -- Of none is meant, and it is of one that has just begun: it stays.
  local goes = case ~= '' or (d[7] or '') == '' or redis.call('EXISTS', k('case', d[7])) == 0
  if goes and d[1] then
    local channel, to = d[1], d[3]
    local lane = channel .. ':' .. d[2]
    redis.call('LREM', k('lane', lane, to), 0, did)
    if redis.call('LLEN', k('lane', lane, to)) == 0 then
      redis.call('ZREM', k('out', lane), to)
    end
    if redis.call('HGET', k('flight', channel, to), 'id') == did then
      redis.call('DEL', k('flight', channel, to))
    end
    if (d[4] or '') ~= '' and redis.call('HGET', k('merge', to), d[4]) == did then
      redis.call('HDEL', k('merge', to), d[4])
    end
    if (d[6] or '') ~= '' then
      -- The group's messages may show other cases too.
      local alone = string.sub(to, 1, 8) == 'citizen:'
      local shown, left = k('shown', channel, to, d[6]), {}
      for _, slot in ipairs(words((redis.call('GET', shown) or '') .. ' ' .. (d[5] or ''))) do
        if alone or string.find(receipts, ' ' .. string.match(slot, '^[^/]*') .. ' ', 1, true) then
          if redis.call('HGET', k('posted', channel, to), slot) == d[6] then
            redis.call('HDEL', k('posted', channel, to), slot)
          end
        else
          left[#left + 1] = slot
        end
      end
      if #left == 0 then
        redis.call('DEL', shown)
      else
        redis.call('SET', shown, table.concat(left, ' '), 'XX', 'KEEPTTL')
      end
    end
  end
  if goes then
    redis.call('ZREM', k('trouble'), did)
    redis.call('DEL', k('delivery', did))
  end
  if case ~= '' then
    redis.call('SREM', k('deliveries', case), did)
  end
end
return 1
