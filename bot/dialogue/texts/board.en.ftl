# What the town puts up for a time: notices of offices, the warning to all, channels switched off.

notice = **Notice, { $about }:** { $text }
banner = **Important message from the town:** { $text }
banner-more = **Important message from the town:** { $text } More: <{ $url }>
channel-off = We are not answering here at the moment; your message is kept, and until then you reach us in the web chat, which goes on from here: <{ $url }> (valid for { $hours } hours), or by phone: { $phone }.
channel-off-phone = We are not answering here at the moment; your message is kept, and until then you reach us by phone, { $phone }, or here: { $counter }.
