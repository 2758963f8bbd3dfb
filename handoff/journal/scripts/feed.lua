-- ARGV: cursor, how many at most. What came after the cursor, and the time: a cursor may be older than the feed.
return {int(now_ms()), redis.call('XRANGE', k('feed'), '(' .. ARGV[1], '+', 'COUNT', ARGV[2])}
