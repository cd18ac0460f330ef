#include <conure/conure.h>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <future>
#include <iostream>
#include <latch>
#include <mutex>
#include <poll.h>
#include <semaphore>
#include <shared_mutex>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
using namespace conure;
using namespace std::chrono_literals;

#define NAP() std::this_thread::sleep_for(1ms)

void rests() {
  std::this_thread::sleep_for(1ms); // expect-warning {{'std::this_thread::sleep_for' may block the thread}} [blocking-call]
  // expect-note@+26 {{'rests()' is called here, in message 'Sleeper::nap'}}
}
template <class M> void locks(M &m) {
  std::lock_guard<M> guard(m); // expect-warning {{making a 'std::lock_guard'}} [blocking-call]
}
struct Waits {
  std::mutex m;
  ~Waits() { m.lock(); } // expect-warning {{'std::mutex::lock'}} [blocking-call]
};
struct Device {
  virtual ~Device() = default;
  virtual void wait() {}
};
struct Serial : Device {
  void wait() override { ::usleep(10); } // expect-warning {{'usleep'}} [blocking-call]
};
void by_pointer() { ::sleep(1); } // expect-warning {{'sleep'}} [blocking-call]
int nap_and_read() {
  int c = std::getchar(); // expect-warning {{'getchar'}} [blocking-call]
  return c;
}

class CONURE_PROCESS Sleeper {
public:
  CONURE_ASYNC void nap() {

    rests();
    std::this_thread::sleep_until(std::chrono::steady_clock::now() + 1ms); // expect-warning {{sleep_until}} [blocking-call]
    NAP(); // expect-warning {{sleep_for}} [blocking-call]
    auto later = [] { ::sleep(1); }; // expect-warning {{'sleep'}} [blocking-call]
    later();
    Waits w;
    Serial s;
    Device &d = s;
    d.wait();
    std::function<void()> f = by_pointer;
    auto n = recover(nap_and_read());
  }
  CONURE_ASYNC void locked() {
    std::mutex m;
    locks(m);
    m.lock(); // expect-warning {{'std::mutex::lock' may block}} [blocking-call]
    std::unique_lock<std::mutex> u(m); // expect-warning {{std::unique_lock}} [blocking-call]
    std::scoped_lock both(m);          // expect-warning {{std::scoped_lock}} [blocking-call]
    std::shared_mutex sm;
    std::shared_lock reader(sm);       // expect-warning {{std::shared_lock}} [blocking-call]
    std::condition_variable cv;
    cv.wait(u);                        // expect-warning {{'std::condition_variable::wait'}} [blocking-call]
    cv.wait(u, [] { return true; });   // expect-warning {{'std::condition_variable::wait'}} [blocking-call]
    std::counting_semaphore<2> sem(1);
    sem.acquire();                     // expect-warning {{acquire}} [blocking-call]
    std::latch l(1);
    l.wait();                          // expect-warning {{'std::latch::wait'}} [blocking-call]
  }
  CONURE_ASYNC void futures() {
    std::promise<int> p;
    std::future<int> f = p.get_future();
    f.wait();                          // expect-warning {{wait}} [blocking-call]
    int n = f.get();                   // expect-warning {{'std::future::get'}} [blocking-call]
  }
  CONURE_ASYNC void descriptors(int fd) {
    char buffer[8];
    ::read(fd, buffer, 8);             // expect-warning {{'read'}} [blocking-call]
    ssize_t n = ::write(fd, buffer, 8); // expect-warning {{'write'}} [blocking-call]
    ::recv(fd, buffer, 8, 0);          // expect-warning {{'recv'}} [blocking-call]
    int c = ::accept(fd, nullptr, nullptr); // expect-warning {{'accept'}} [blocking-call]
    pollfd p{fd, 0, 0};
    ::poll(&p, 1, -1);                 // expect-warning {{'poll'}} [blocking-call]
    int status = std::system("true");  // expect-warning {{'system'}} [blocking-call]
  }
  CONURE_ASYNC void console() {
    std::string line;
    std::getline(std::cin, line);      // expect-warning {{waiting for 'std::cin'}} [blocking-call]
    int n;
    std::cin >> n;                     // expect-warning {{waiting for 'std::cin'}} [blocking-call]
    std::fgetc(stdin);                 // expect-warning {{waiting for 'stdin'}} [blocking-call]
  }
  CONURE_ASYNC void blocking_somewhere_else(int fd) {
    char c;
    blocking([&] { ::read(fd, &c, 1); });
    ::read(fd, &c, 1);                 // expect-warning {{'read'}} [blocking-call]
    auto twice = [&] { ::read(fd, &c, 1); }; // expect-warning {{'read'}} [blocking-call]
    blocking(twice);
    twice();
  }
};
