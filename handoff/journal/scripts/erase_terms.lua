-- ARGV: the index, the code of a case's number, hashes of its terms. Takes the number out of the lists of cases.
-- A list is ascending, so the place is found by halves and written over: with the number before it, which is there
-- anyway, or with blanks where none is before it. A list that is blank for half of its length is cut.
local index, code = ARGV[1], ARGV[2]
local BLANK = '    '

-- As bytes: Lua compares texts by the server's language.
local function value(text)
  local a, b, c, d = string.byte(text, 1, 4)
  return ((a * 256 + b) * 256 + c) * 256 + d
end

local wanted = value(code)
for i = 3, #ARGV do
  local post = k('post', index, ARGV[i])
  local n = math.floor(redis.call('STRLEN', post) / 4)
  local function at(place)
    return redis.call('GETRANGE', post, int(place * 4), int(place * 4 + 3))
  end
  -- The first place whose number is at least this.
  local function first(least)
    local low, high = 0, n
    while low < high do
      local middle = math.floor((low + high) / 2)
      if value(at(middle)) < least then
        low = middle + 1
      else
        high = middle
      end
    end
    return low
  end
  local from, to = first(wanted), first(wanted + 1)
  if to > from then
    local before = from > 0 and at(from - 1) or BLANK
    if before == BLANK and to == n then
      redis.call('DEL', post)
    elseif before == BLANK and to > n / 2 then
      redis.call('SET', post, redis.call('GETRANGE', post, int(to * 4), '-1'))
    else
      redis.call('SETRANGE', post, int(from * 4), string.rep(before, to - from))
    end
  end
end
return 1
