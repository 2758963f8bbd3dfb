-- ARGV: conversation, row for the audit. An erasure has ended; told once, also to the pages that show it.
if redis.call('HDEL', k('erasures'), ARGV[1]) == 1 then
  redis.call('XADD', k('audit'), '*', 'row', ARGV[2])
  feed(now_ms(), 'talk', ARGV[1])
  return 1
end
return 0
