-- ARGV[1]: the decision as JSON (handoff/journal/journal.py, _payload). All or nothing: check first, write last.
local d = cjson.decode(ARGV[1])
local cid = d.conversation
local conv, mail = k('conv', cid), k('mail', cid)
local now = now_ms()

if d.request then
  local before = redis.call('GET', k('request', d.request))
  if before then
    return {'repeat', before}
  end
end
local s = redis.call('HMGET', conv, 'tv', 'kv', 'lease', 'leased', 'case', 'seq', 'queue', 'owner', 'joins')
local tv, kv = tonumber(s[1] or '0'), tonumber(s[2] or '0')
local mine = d.lease ~= nil and d.lease == tonumber(s[3] or '0')
local leased = tonumber(s[4] or '0') > now
if (d.tv and d.tv ~= tv) or (d.kv and d.kv ~= kv) or (d.seq and d.seq ~= tonumber(s[6] or '0')) then
  if mine then
    -- Nobody crashed: the state moved on. Take it again at once, and do not count this take against the head.
    redis.call('HSET', conv, 'leased', '0', 'takes', '0')
    redis.call('ZADD', k('due'), int(ready_at(now, cid)), cid)
    hint('due')
  end
  return {'stale', tostring(tv), tostring(kv)}
end

-- Fields of the conversation are gathered, and written together.
local fields = {}
local function set(name, value)
  fields[#fields + 1] = name
  fields[#fields + 1] = value
end

-- When what is in the mailbox is to be looked at: see ready_at.
local ready = math.max(now, tonumber(s[9] or '0') or 0)

-- The case: opened by its first row.
local case = s[5] or ''
local seq = tonumber(s[6] or '0')
if case == '' and d.case then
  case = d.case
  set('case', case)
  redis.call('RPUSH', k('cases', cid), int(seq + 1) .. ' ' .. case)
  redis.call('HSET', k('case', case), 'conversation', cid, 'opened', int(now))
end

-- Obligations of the events consumed here.
for _, id in ipairs(d.questions or {}) do
  redis.call('SADD', k('open', cid), id)
end
settle(cid, d.settled or {})
if d.settle_all then
  settle(cid, redis.call('SMEMBERS', k('open', cid)))
end
if d.promise then
  for _, id in ipairs(redis.call('SMEMBERS', k('open', cid))) do
    redis.call('ZADD', k('obligations'), int(d.promise), cid .. '/' .. id)
  end
end

-- Whose concern the case is now: what is sent in it stays theirs when it has ended or goes on with others.
local receipt = d.ticket_receipt
if case ~= '' and receipt then
  redis.call('HSET', k('case', case), 'receipt', receipt)
elseif case ~= '' then
  receipt = redis.call('HGET', k('case', case), 'receipt')
end

-- Transcript and deliveries. What settles remembers which questions it settles.
local open = nil
local function open_ids()
  open = open or table.concat(redis.call('SMEMBERS', k('open', cid)), ' ')
  return open
end
for _, row in ipairs(d.rows or {}) do
  seq = seq + 1
  redis.call('RPUSH', k('rows', case), int(seq) .. '\t' .. int(now) .. '\t' .. row.json)
  if row.settles then
    redis.call('HSET', k('unread', cid), int(seq), row.answers or open_ids())
  end
end
if #(d.rows or {}) > 0 then
  set('seq', int(seq))
end
own_files(cid, d.files or {})
for _, ref in ipairs(d.disowned or {}) do
  if redis.call('HGET', k('files'), ref) == cid then
    redis.call('HDEL', k('files'), ref)
    redis.call('SREM', k('files', cid), ref)
  end
end
for _, m in ipairs(d.deliveries or {}) do
  local lane = m.channel .. ':' .. m.cls
  local waiting = m.merge and redis.call('HGET', k('merge', m.to), m.merge)
  if m.to == 'group' and redis.call('EXISTS', k('group')) == 0 then
    -- No staff group is paired: nobody is to be told.
  elseif waiting and redis.call('HGET', k('delivery', waiting), 'state') == 'new' then
    -- What it will settle grows: it stands for both.
    local settles = redis.call('HGET', k('delivery', waiting), 'settles') or ''
    if m.settles then
      settles = settles .. ' ' .. (m.answers or open_ids())
    end
    redis.call('HSET', k('delivery', waiting), 'body', m.body, 'ends', m.ends or '', 'settles', settles,
      'file', m.file and '1' or '')
  else
    redis.call('HSET', k('delivery', m.id), 'conversation', cid, 'case', case, 'channel', m.channel, 'cls', m.cls,
      'to', m.to, 'body', m.body, 'state', 'new', 'attempt', '0', 'uncertain', '0', 'at', int(now), 'made', int(now),
      'settles', m.settles and (m.answers or open_ids()) or '', 'slot', m.slot or '', 'merge', m.merge or '',
      'digest', m.digest or '', 'ends', m.ends or '', 'file', m.file and '1' or '', 'receipt', receipt or '')
    if case ~= '' then
      redis.call('SADD', k('deliveries', case), m.id)
    else
      redis.call('PEXPIRE', k('delivery', m.id), 604800000) -- it belongs to no case that would end
    end
    redis.call(m.first and 'LPUSH' or 'RPUSH', k('lane', lane, m.to), m.id)
    redis.call('ZADD', k('out', lane), 'NX', int(now + (m.after or 0)), m.to)
    if m.merge then
      redis.call('HSET', k('merge', m.to), m.merge, m.id)
    end
  end
end

-- The two halves of the state.
if d.talk then
  set('talk', d.talk)
end
if d.talk or (d.consumed or 0) > 0 then
  set('tv', int(tv + 1))
end
if d.ticket then
  set('kv', int(kv + 1))
  set('ticket', d.ticket)
  -- By its receipt: a case may see more than one handoff, each stays to be read.
  redis.call('HSET', k('handoff', d.ticket_receipt), 'conversation', cid, 'ticket', d.ticket)
  if d.ticket_open then
    redis.call('ZADD', k('tickets'), int(d.place), cid)
    redis.call('ZREM', k('closed'), d.ticket_receipt) -- it may have been reopened
  else
    if redis.call('ZREM', k('tickets'), cid) == 1 then
      -- For the search. What is said in the case from here on is no part of this handoff.
      redis.call('HSET', k('handoff', d.ticket_receipt), 'last', int(seq))
      redis.call('RPUSH', k('filing'), d.ticket_receipt)
      redis.call('RPUSH', k('ends', cid), int(seq) .. ' ' .. d.ticket_receipt)
    end
    redis.call('ZADD', k('closed'), int(now), d.ticket_receipt)
  end
  -- Replies that have not left yet are part of the ticket; here is where they are found in time, also when the citizen
  -- has come with something new.
  if d.leaves then
    redis.call('ZADD', k('leaving'), int(d.leaves), d.ticket_receipt)
  else
    redis.call('ZREM', k('leaving'), d.ticket_receipt)
  end
  -- What changed is looked at once; the look says when the next one is due.
  if d.ticket_open then
    redis.call('ZADD', k('looks'), int(now), cid)
  else
    redis.call('ZREM', k('looks'), cid)
  end
  if d.told_late then
    redis.call('ZADD', k('told_late'), int(d.told_late), cid)
  else
    redis.call('ZREM', k('told_late'), cid)
  end
  local owner = s[8] or ''
  if owner ~= (d.owner or '') then
    if owner ~= '' then
      redis.call('SREM', k('owned', owner), cid)
    end
    if (d.owner or '') ~= '' then
      redis.call('SADD', k('owned', d.owner), cid)
    end
    set('owner', d.owner or '')
  end
end
if d.conduct then
  local c = d.conduct
  set('conduct', c.json)
  for name, at in pairs({measures = c.ends, proposals = c.proposed}) do
    if at ~= '' then
      redis.call('ZADD', k(name), int(at), cid)
    else
      redis.call('ZREM', k(name), cid)
    end
  end
  if c.threat then
    redis.call('ZADD', k('threats'), int(c.threat), cid)
  end
  -- A request for review is owed a decision, whatever else is answered meanwhile.
  local before = redis.call('HGET', conv, 'review') or ''
  local review = c.review and 'review:' .. c.review.id or ''
  if before ~= review then
    settle(cid, {before})
    set('review', review)
    if review ~= '' then
      redis.call('ZADD', k('reviews'), int(c.review.asked), cid)
      redis.call('ZADD', k('obligations'), int(c.review.due), cid .. '/' .. review)
    else
      redis.call('ZREM', k('reviews'), cid)
    end
  end
end
if d.by then
  redis.call('ZADD', k('acted'), int(now), d.by)
end
if d.queue then
  if s[7] and s[7] ~= '' then
    redis.call('ZREM', k('queue', s[7]), cid)
  end
  set('queue', d.queue)
  if d.queue ~= '' then
    redis.call('SADD', k('queues'), d.queue)
    redis.call('ZADD', k('queue', d.queue), int(d.place), cid)
  end
end
if d.receipt then
  redis.call('SET', k('receipt', d.receipt), cid)
  redis.call('RPUSH', k('handoffs', cid), d.receipt)
end
if d.wait then
  redis.call('LPUSH', k('waits', d.wait[1]), int(d.wait[2]))
  redis.call('LTRIM', k('waits', d.wait[1]), 0, 99)
end
if d.close_case and case ~= '' then
  set('case', '')
  set('ticket', '')
  redis.call('HSET', k('case', case), 'closed', int(now), 'last', int(seq))
  redis.call('ZADD', k('ended'), int(now), case)
  redis.call('ZADD', k('unfolded'), int(now), case)
  -- The address to be told of replies at goes with the case, after a mail that is on its way.
  redis.call('PEXPIRE', k('notice', cid), 604800000)
  redis.call('PEXPIRE', k('callback', cid), 604800000)
  redis.call('PEXPIRE', k('draft', cid), 604800000)
end

if d.link then
  -- One link leads into a conversation at a time; one that was followed stays, to say so.
  local before = redis.call('HGET', conv, 'link')
  if before and not redis.call('HGET', k('link', before), 'address') then
    redis.call('DEL', k('link', before))
  end
  redis.call('HSET', k('link', d.link[1]), 'conversation', cid)
  redis.call('PEXPIRE', k('link', d.link[1]), int(d.link[2]))
  set('link', d.link[1])
end

-- Mailbox and due.
if (d.consumed or 0) > 0 then
  redis.call('LTRIM', mail, d.consumed, -1)
end
if mine or (d.consumed or 0) > 0 then
  set('takes', '0')
end
for _, event in ipairs(d.mail or {}) do
  redis.call('RPUSH', mail, event)
end
if mine or not leased then
  if mine then
    set('leased', '0')
  end
  local channel = d.hold and d.hold.channel
  if channel and redis.call('HEXISTS', k('board'), 'off:' .. channel) == 1 then
    -- Its next event waits until the channel works again; the time is a safety net.
    redis.call('SADD', k('held', channel), cid)
    redis.call('ZADD', k('due'), int(d.hold.at), cid)
  elseif d.rest and redis.call('LLEN', mail) <= d.rest.seen then
    redis.call('ZADD', k('due'), int(d.rest.at), cid)
  elseif redis.call('LLEN', mail) > 0 or channel then
    redis.call('ZADD', k('due'), int(ready), cid)
    hint('due')
  elseif d.timer then
    redis.call('ZADD', k('due'), int(d.timer), cid)
  elseif not d.keep_timer then
    redis.call('ZREM', k('due'), cid)
  end
end

if #fields > 0 then
  redis.call('HSET', conv, unpack(fields))
end

if d.export then
  redis.call('HSETNX', k('exports'), cid, d.export)
end
if d.erase then
  leave_to_eraser(cid, d.erase, now)
end

-- What others look at.
for field, n in pairs(d.counters or {}) do
  local day, rest = string.match(field, '^(%d+)|(.*)$')
  redis.call('HINCRBY', k('count', day), rest, int(n))
end
for _, row in ipairs(d.audit or {}) do
  redis.call('XADD', k('audit'), '*', 'row', row)
  if (d.ticket or d.conduct or d.by) and case ~= '' then
    redis.call('RPUSH', k('did', case), int(seq) .. '\t' .. int(now) .. '\t' .. row)
  end
end
if d.ticket then
  feed(now, 'ticket', cid)
elseif #(d.rows or {}) > 0 or d.talk then
  feed(now, 'row', cid)
end
if #(d.deliveries or {}) > 0 then
  hint('out')
end
if d.request then
  redis.call('SET', k('request', d.request), d.result or '', 'PX', 172800000)
end
return {'ok', int(seq)}
