# What the town puts up for a time: notices of offices, the warning to all, channels switched off.

notice = **Notice, { $about }:** { $text }
banner = **Important message from the town:** { $text }
banner-more = **Important message from the town:** { $text } [More about it]({ $url })
channel-off = We are not answering here at the moment; your message is kept, and until then you reach us by phone, { $phone }, or in the web chat, where it goes on: **[Continue in the web chat]({ $url })** (good once, for { $hours } hours)
channel-off-phone = We are not answering here at the moment; your message is kept, and until then you reach us by phone, { $phone }, or here: { $counter }.
