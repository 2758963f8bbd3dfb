-- ARGV: receipt. Takes a handoff off the list of those that the search does not know yet. The one at the head may be half
-- filed: it is to be filed first ("head"), so that no other one gets its number with some of its terms.
if redis.call('LINDEX', k('filing'), 0) == ARGV[1] then
  return 'head'
end
redis.call('LREM', k('filing'), 0, ARGV[1])
return 'out'
