### Nothing typed is lost: saving in the background, the end of a sign-in, pages that wait for the next sign-in.

## A page came after the sign-in had ended

kept-sign-in-title = Your session has ended. The answers you entered are kept.
kept-sign-in-text = They will be saved when the same person signs in in this browser. They wait for 24 hours.
kept-saved = The answers sent after your session had ended are saved.
kept-title = Answers that are waiting
kept-own = These answers were sent after your session had ended. We did not save them automatically, because something has to be chosen or corrected.
kept-look = See and save the answers of { $time }
kept-others = In this browser, answers are waiting that another person entered before their session ended. They have not been saved under your account. They will be saved when that person signs in here by { $time }.
kept-none = No answers are waiting in this browser.

## The end of a sign-in

kept-session-until = Without further work you will be signed out at
kept-session-then = What you send later will be saved after you sign in again.
kept-session-ending = You will soon be signed out, at
kept-session-stay = Stay signed in
kept-session-last = This session cannot be extended. What you send after its end will be saved after you sign in again. You will be signed out at

## Saving in the background

kept-autosave-more = The answer leads to one more question: it will appear when you save the page
kept-autosave-wrong = Not everything is saved yet. Questions to correct: { $numbers }
kept-autosave-conflict = Meanwhile somebody else has answered a question on this page. Both answers are kept.
kept-autosave-compare = Compare the answers
kept-autosave-here = No connection. Your answers are kept on this device and will be sent when the connection is back.
kept-autosave-nowhere = No connection. Please do not close this page: your answers will be sent when the connection is back.
kept-autosave-again = Answers kept on this device have been restored
kept-autosave-signed-out = Your session has ended. Your answers are kept on this device: save the page and sign in again.

## Length of a text

kept-count-left = Characters left:
kept-count-over = Characters over the limit:
