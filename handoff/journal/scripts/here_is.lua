-- ARGV: a program, seconds after which who has not said so is gone, fields of meta. Returns these, read after it is said.
local programs, now = k('programs'), redis.call('TIME')[1]
redis.call('ZADD', programs, now, ARGV[1])
redis.call('ZREMRANGEBYSCORE', programs, '-inf', now - ARGV[2])
return redis.call('HMGET', k('meta'), unpack(ARGV, 3))
