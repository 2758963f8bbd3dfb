-- ARGV: address, conversation; an empty conversation forgets the address
if ARGV[2] == '' then
  local cid = redis.call('GET', k('at', ARGV[1]))
  if cid then
    unbind(ARGV[1], cid)
  end
else
  bind(ARGV[1], ARGV[2])
end
return 1
