#include <functional>
#if !defined(THE_USERS_OWN)
#error "the standard library's"
#endif
int shadow() { return THE_USERS_OWN; }
