-- Notes the time now: a step of the clock forward is seen to.
redis.call('HSET', k('meta'), 'clock', int(now_ms()))
return 1
