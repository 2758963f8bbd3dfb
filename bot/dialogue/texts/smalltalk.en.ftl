### Short replies to small talk; each says plainly that a machine answers, or leads back to what the town can do.

smalltalk-goodbye = Goodbye! If there is anything else, just write.
smalltalk-how-are-you = Thank you for asking. I am a machine, I always feel the same. What would you like to know?
smalltalk-joke = I cannot do jokes, I only know checked texts of the administration. Ask me something about the town of { $town }.
smalltalk-affection = That is kind, thank you. I am a machine and have no feelings, but perhaps an answer. What would you like to know?
smalltalk-chat = I am not made for chatting: I am a machine and answer questions to the town of { $town }. Just write your question in one sentence.
smalltalk-test = The chat works. Just write what you would like to know.
