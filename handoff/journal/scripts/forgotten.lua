-- ARGV: conversation, row for the audit. An erasure has ended; told once.
if redis.call('HDEL', k('erasures'), ARGV[1]) == 1 then
  redis.call('XADD', k('audit'), '*', 'row', ARGV[2])
  return 1
end
return 0
