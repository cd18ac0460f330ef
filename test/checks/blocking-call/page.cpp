// What docs/rules/blocking-call.md says: the program that would stand still, and each way to mend it. See test/checks/pages.py.
// rules: all
#include <conure/conure.h>
#include <chrono>
#include <future>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <unistd.h>
using namespace conure;
using namespace std::chrono_literals;

namespace why {
std::mutex m;

class CONURE_PROCESS Worker {
 public:
  CONURE_ASYNC void run() { std::lock_guard g(m); } // expect-warning {{making a 'std::lock_guard' may block the thread}} [blocking-call]
};
}
class CONURE_PROCESS Before {
 public:
  CONURE_ASYNC void sleep() { std::this_thread::sleep_for(1ms); } // expect-warning {{'std::this_thread::sleep_for' may block}} [blocking-call]
  CONURE_ASYNC void wait(promise<int> p) {
    std::promise<int> of_a_thread;
    of_a_thread.get_future().get(); // expect-warning {{get' may block}} [blocking-call]
  }
  CONURE_ASYNC void input(int socket) {
    char c = 0;
    read(socket, &c, 1); // expect-warning {{'read' may block}} [blocking-call]
    std::string line;
    std::getline(std::cin, line); // expect-warning {{'std::cin' blocks}} [blocking-call]
  }
};
class CONURE_PROCESS Data {
 public:
  CONURE_ASYNC void add(int n) { sum_ += n; }
 private:
  int sum_ = 0;
};
class CONURE_PROCESS After {
 public:
  // | std::this_thread::sleep_for(t)
  CONURE_ASYNC void sleep() { conure::sleep_for(1ms); }
  // | std::future, condition variables
  CONURE_ASYNC void wait(future<int> f, channel<int> c) {
    int n = std::move(f).get() + c.receive();
    auto [g, p] = conure::make_future<int>();
  }
  // | a mutex around data
  CONURE_ASYNC void data(process<Data> data) { data->add(1); }
  // | read, accept
  CONURE_ASYNC void socket(uni<net::tcp_stream> stream) {
    std::string text;
    net::tcp_stream s = std::move(stream);
    s.read(text);
  }
  CONURE_ASYNC void input() {
    std::string line;
    conure::blocking([&] { std::getline(std::cin, line); });
  }
};
