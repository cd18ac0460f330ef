// Messages between processes, waits, blocking calls, and work enough that a second worker steals.
#include <chrono>
#include <conure/conure.h>
#include <thread>

class CONURE_PROCESS Worker {
public:
  CONURE_ASYNC void work(int rounds, conure::channel<int> done) {
    for (int i = 0; i < rounds; ++i)
      conure::blocking([] { std::this_thread::sleep_for(std::chrono::milliseconds(2)); });
    volatile unsigned spin = 0;
    for (int i = 0; i < 3000000; ++i)
      spin = spin + 1;
    done.send(rounds);
  }
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    conure::channel<int> done(8);
    for (int i = 0; i < 8; ++i)
      conure::spawn<Worker>()->work(i % 2, done);
    for (int i = 0; i < 8; ++i)
      done.receive();
    conure::sleep_for(std::chrono::milliseconds(1));
  }
};
CONURE_MAIN(Main)
