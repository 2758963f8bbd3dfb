-- ARGV: login, the account as it was read (empty: there was none), as it shall be, guard ("", "keep", "first"), audit row, roles...
-- Written only where nobody changed it meanwhile. ``roles`` are those that manage accounts. "keep": not when thereby
-- nobody would be left who manages them and gets in; "first": only while there is nobody who does.
local login, before, after, guard = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local stored = redis.call('HGET', k('staff'), login) or ''
if stored == after then
  return 'ok' -- a repeat
end
if stored ~= before then
  return 'stale'
end
local manages = {}
for i = 6, #ARGV do
  manages[ARGV[i]] = true
end

-- Whether an account manages others and gets in by itself.
local function counts(text)
  local account = cjson.decode(text)
  local sso = account.single_sign_on or ''
  if account.disabled or (account.password_hash == '' and (sso == '' or sso == 'awaited')) then
    return false
  end
  for _, role in ipairs(account.roles) do
    if manages[role] then
      return true
    end
  end
  return false
end

if guard ~= '' then
  local accounts = redis.call('HGETALL', k('staff'))
  local others = false
  for i = 1, #accounts, 2 do
    others = others or (accounts[i] ~= login and counts(accounts[i + 1]))
  end
  if guard == 'first' and (others or (before ~= '' and counts(before))) then
    return 'late'
  end
  if guard == 'keep' and before ~= '' and counts(before) and not counts(after) and not others then
    return 'last'
  end
end
redis.call('HSET', k('staff'), login, after)
if ARGV[5] ~= '' then
  redis.call('XADD', k('audit'), '*', 'row', ARGV[5])
end
return 'ok'
