#include "quiet.h"
#include <mutex>
int counted;
std::mutex m;
class CONURE_PROCESS Quiet {
public:
  CONURE_ASYNC void headers() { inBlock(); nested(); told(); several(); }
  CONURE_ASYNC void byDefinition() { TOUCH_HERE; }
  CONURE_ASYNC void byUse() { TOUCH; } // NOLINT(*-shared-*)
  CONURE_ASYNC void loud() { TOUCH; } // FOUND shared-state
  CONURE_ASYNC void star() { ++counted; } // NOLINT(*)
  CONURE_ASYNC void minus() { ++counted; } // NOLINT(*,-conure-shared-state): clang-tidy ignores the '-'
  CONURE_ASYNC void otherRule() { ++counted; } // NOLINT(conure-unsafe) FOUND shared-state
  CONURE_ASYNC void unprefixed() { ++counted; } // NOLINT(shared-state) FOUND shared-state
  CONURE_ASYNC void lowerCase() { ++counted; } // nolint FOUND shared-state
  CONURE_ASYNC void empty() { ++counted; } // NOLINT() FOUND shared-state
  CONURE_ASYNC void spaces() { ++counted; } // NOLINT( conure-shared-state , conure-unsafe )
  CONURE_ASYNC void comment() { ++counted; } /* NOLINT(conure-shared-state) */
  /* NOLINTNEXTLINE */
  CONURE_ASYNC void blockNext() { ++counted; }
  // NOLINTNEXTLINE(conure-shared-state)

  CONURE_ASYNC void notTheNext() { ++counted; } // FOUND shared-state
};
