#include <conure/conure.h>
#include <cstdio>
#include <fstream>
#include <future>
#include <iostream>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <unistd.h>
using namespace conure;
using namespace std::chrono_literals;

// Not process code: a thread of the user's own may block.
void tool_main() {
  std::this_thread::sleep_for(1ms);
  std::mutex m;
  std::lock_guard<std::mutex> guard(m);
  std::string line;
  std::getline(std::cin, line);
}

int reads(int fd) {
  char c;
  return ::read(fd, &c, 1) == 1;
}
int locks(std::mutex &m) {
  std::lock_guard guard(m);
  return 1;
}
void naps() { ::usleep(1); }
// Functions of the user's own that bear a name of C.
namespace mine {
void read(int) {}
void sleep(int) {}
} // namespace mine
struct Reader {
  void read() {}
  void wait() {}
  void lock() {}
};
void pause(Reader &) {}

class CONURE_PROCESS Polite {
public:
  CONURE_ASYNC void suspends() {
    conure::sleep_for(1ms);
    conure::sleep_until(std::chrono::steady_clock::now());
    channel<int> c(1);
    c.send(1);
    (void)c.receive();
    auto [f, p] = make_future<int>();
    std::move(p).set(1);
    (void)std::move(f).get();
  }
  CONURE_ASYNC void off_the_worker(int fd) {
    blocking([&] { std::this_thread::sleep_for(1ms); });
    int n = blocking([&] { return reads(fd); });
    blocking(naps);
    blocking(&naps);
    auto later = [fd] { return reads(fd); };
    n += blocking(later);
    auto moved = [fd] { return reads(fd); };
    n += blocking(std::move(moved));
    std::mutex m;
    n += blocking([&] {
      auto inner = [&] { return locks(m); };
      return inner();
    });
    std::string line;
    blocking([&] { std::getline(std::cin, line); });
  }
  CONURE_ASYNC void does_not_wait() {
    std::mutex m;
    if (m.try_lock())
      m.unlock();
    std::unique_lock<std::mutex> deferred(m, std::defer_lock);
    std::unique_lock<std::mutex> tried(m, std::try_to_lock);
    std::unique_lock<std::mutex> none;
  }
  CONURE_ASYNC void streams() {
    std::istringstream in("a b");
    std::string word;
    in >> word;
    std::getline(in, word);
    std::ifstream file("x");
    std::getline(file, word);
    std::ofstream("y") << word;
    std::cout << word << '\n';
    if (std::FILE *f = std::fopen("x", "r")) {
      char buffer[4];
      std::fgets(buffer, 4, f);
      std::fclose(f);
    }
  }
  CONURE_ASYNC void same_names() {
    mine::read(1);
    mine::sleep(1);
    Reader r;
    r.read();
    r.wait();
    r.lock();
    pause(r);
  }
  CONURE_ASYNC void trusted() { admitted(); }

private:
  CONURE_TRUSTED("the lock is held for a few instructions") void admitted() { // expect-remark {{}} [trusted-reason]
    static std::mutex m;
    std::lock_guard guard(m);
  }
};
