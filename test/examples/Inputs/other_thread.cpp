// Counters that say which thread they ran on. With several workers some of them run on another one than the process that
// asks, which prints the sum of what they counted from there.
#include <conure/conure.h>
#include <cstddef>
#include <functional>
#include <iostream>
#include <thread>
#include <vector>

using namespace conure;

class CONURE_PROCESS Counter {
public:
  CONURE_ASYNC void count_to(int limit) {
    for (int i = 0; i < limit; ++i)
      value_ = (value_ + i) % 1000003;
  }
  CONURE_ASYNC void tell(channel<int> values, channel<std::size_t> threads) const {
    values.send(value_);
    threads.send(std::hash<std::thread::id>()(std::this_thread::get_id()));
  }

private:
  int value_ = 0;
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    constexpr int counters = 8;
    for (int round = 0; round < 40; ++round) {
      std::size_t mine = std::hash<std::thread::id>()(std::this_thread::get_id());
      channel<int> values(counters);
      channel<std::size_t> threads(counters);
      for (int i = 0; i < counters; ++i) {
        auto counter = spawn<Counter>();
        counter->count_to(1000000);
        counter->tell(values, threads);
      }
      int elsewhere = 0, same = 0, last = values.receive();
      for (int i = 1; i < counters; ++i)
        same += values.receive() == last;
      for (int i = 0; i < counters; ++i)
        elsewhere += threads.receive() != mine;
      if (elsewhere != 0) {
        std::cout << "counted to " << last << ", " << same + 1 << " alike, on another thread\n";
        return;
      }
    }
    std::cout << "always on the same thread\n";
  }
};
CONURE_MAIN(Main)
