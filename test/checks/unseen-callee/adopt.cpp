// config: profile: adopt
// rules: all
#include <conure/conure.h>
#include <thread>
int elsewhere(int);
int global = 0;
class CONURE_PROCESS Caller {
public:
  CONURE_ASYNC void run() {
    elsewhere(1);
    global = 1;
    delete new int;
    std::this_thread::sleep_for(std::chrono::seconds(1));
  }
};
