// Hello, concurrency: two processes print, each its own messages in the order
// in which they were sent. A third gives the program its end.
#include <conure/conure.h>
#include <chrono>
#include <iostream>
#include <string>

using namespace conure;
using namespace std::chrono_literals;

class CONURE_PROCESS Printer {
public:
  explicit Printer(std::string name) : name_(std::move(name)) {}

  CONURE_ASYNC void print(std::string message, channel<bool> done) const {
    sleep_for(1ms);                                // suspends this process; others go on
    std::cout << name_ + ": " + message + "\n";    // one write: lines do not mix
    done.send(true);
  }

private:
  std::string name_;
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    auto alice = spawn<Printer>("alice");
    auto bob = spawn<Printer>("bob");
    channel<bool> done(4);

    alice->print("hello", done);
    bob->print("hi", done);
    alice->print("and goodbye", done);
    bob->print("see you", done);

    // The program ends with its main process, so main waits for the others.
    for (int i = 0; i < 4; ++i)
      done.receive();
  }
};
CONURE_MAIN(Main)
