-- Writes something that says nothing: whoever waits for its copy waits for all that was written before it.
redis.call('INCR', k('fence'))
return redis.status_reply('OK')
