#include <conure/conure.h>
#include <thread>
using namespace conure;
using namespace std::chrono_literals;

class CONURE_PROCESS Sleeper {
public:
  CONURE_ASYNC void nap() {
    std::this_thread::sleep_for(1ms); // expect-warning {{sleep_for}} [blocking-call]
    using std::this_thread::sleep_until;
    sleep_until(std::chrono::steady_clock::now()); // expect-warning {{sleep_until}} [blocking-call]
  }
};
