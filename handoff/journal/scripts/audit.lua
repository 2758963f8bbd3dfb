-- ARGV: row, mark, ms. Written once while the mark is remembered; 1 when it was now.
if not redis.call('SET', k('request', ARGV[2]), '', 'NX', 'PX', ARGV[3]) then
  return 0
end
redis.call('XADD', k('audit'), '*', 'row', ARGV[1])
return 1
