-- What there is of an ended case, or why it is not to be folded (handoff/journal/folds.py). A case with more than LONG
-- deliveries, or of a conversation with more handoffs, stays as it is: a script touches 200 keys at most.
local LONG, LONG_ROWS = 120, 1000
local DONE = {sent = true, needless = true, dropped = true}

-- Returns conversation, case, rows, did, handoffs, deliveries; or nil and the reason.
local function contents(case, latest)
  local s = redis.call('HMGET', k('case', case), 'conversation', 'closed')
  local cid = s[1]
  if not cid then
    return nil, 'gone'
  end
  if not s[2] or redis.call('HGET', k('conv', cid), 'case') == case then
    return nil, 'open'
  end
  if redis.call('HEXISTS', k('erasing'), case) == 1 or redis.call('HEXISTS', k('erasures'), cid) == 1 then
    return nil, 'erased'
  end
  if latest ~= '' and tonumber(redis.call('ZSCORE', k('unfolded'), case) or '0') > tonumber(latest) then
    return nil, 'put off'
  end
  local receipts = redis.call('LRANGE', k('handoffs', cid), 0, -1)
  local ids = redis.call('SMEMBERS', k('deliveries', case))
  if #ids > LONG or #receipts > 50 or redis.call('LLEN', k('rows', case)) > LONG_ROWS then
    return nil, 'long'
  end
  local handoffs = {}
  for _, receipt in ipairs(receipts) do
    local ticket = redis.call('HGET', k('handoff', receipt), 'ticket')
    if ticket and cjson.decode(ticket).case == case then
      if not redis.call('ZSCORE', k('closed'), receipt) or redis.call('ZSCORE', k('leaving'), receipt) then
        return nil, 'open'
      end
      handoffs[#handoffs + 1] = {receipt, redis.call('HGETALL', k('handoff', receipt))}
    end
  end
  local deliveries = {}
  table.sort(ids)
  for _, did in ipairs(ids) do
    local state = redis.call('HGET', k('delivery', did), 'state')
    if not DONE[state or ''] or redis.call('ZSCORE', k('trouble'), did) then
      return nil, 'on its way'
    end
    deliveries[#deliveries + 1] = {did, redis.call('HGETALL', k('delivery', did))}
  end
  return {
    cid, redis.call('HGETALL', k('case', case)), redis.call('LRANGE', k('rows', case), 0, -1),
    redis.call('LRANGE', k('did', case), 0, -1), handoffs, deliveries,
  }
end

-- The same contents are the same digest, in whatever order a hash tells its fields.
local function digest(found)
  local function sorted(flat)
    local lines = {}
    for i = 1, #flat, 2 do
      lines[#lines + 1] = flat[i] .. '\0' .. flat[i + 1]
    end
    table.sort(lines)
    return table.concat(lines, '\0')
  end
  local parts = {found[1], sorted(found[2]), table.concat(found[3], '\0'), table.concat(found[4], '\0')}
  for i = 5, 6 do
    parts[#parts + 1] = tostring(#found[i])
    for _, one in ipairs(found[i]) do
      parts[#parts + 1] = one[1] .. '\0' .. sorted(one[2])
    end
  end
  return redis.sha1hex(table.concat(parts, '\1'))
end
