-- ARGV: release, its packed text, audit row. Serves it; 1 when another one served before.
redis.call('HSETNX', k('releases'), ARGV[1], ARGV[2])
if redis.call('GET', k('release')) == ARGV[1] then
  return 0
end
redis.call('SET', k('release'), ARGV[1])
redis.call('XADD', k('audit'), '*', 'row', ARGV[3])
hint('feed')
hint('release')
return 1
