-- ARGV: conversation, what was asked for as JSON. A conversation is to be erased; "asked", "before" (already), "gone".
local cid = ARGV[1]
if redis.call('EXISTS', k('conv', cid)) == 0 then
  return {'gone'}
end
if redis.call('HEXISTS', k('erasures'), cid) == 1 then
  return {'before'}
end
leave_to_eraser(cid, ARGV[2], now_ms())
return {'asked'}
