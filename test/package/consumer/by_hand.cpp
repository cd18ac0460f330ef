// What the rewriter would write, written by a person: a process, its proxy, and a counted class. The runtime's page in
// the documentation explains each part.
#include <conure/conure.h>

#include <iostream>
#include <thread>
#include <utility>

using namespace conure;

struct Item {
  rt::count<Item> conure_count; // first, so that it is looked at last
  int value = 0;
};

class Worker {
public:
  void run(promise<bool> answer, std::thread::id from) {
    Item item;
    rt::guard borrowed(item);
    item.value = item.conure_count.borrows() == 1;
    sleep_for(std::chrono::milliseconds(1));
    std::move(answer).set(item.value == 1 && from != std::thread::id());
  }

  struct conure_proxy : rt::proxy<Worker> {
    using conure_process = Worker;
    explicit conure_proxy(rt::target<Worker> to) noexcept : rt::proxy<Worker>(to) {}
    void run(promise<bool> answer, std::thread::id from) const {
      rt::send<"run">(
          conure_target(),
          [](Worker &self, promise<bool> &&a, std::thread::id &&f) { self.run(std::move(a), std::move(f)); },
          std::move(answer), std::move(from));
    }
  };
};

class Main {
public:
  void main() {
    auto worker = spawn<Worker>();
    std::cout << (ask(worker, &Worker::run, std::this_thread::get_id()).get() ? "by hand" : "wrong") << '\n';
  }

  struct conure_proxy : rt::proxy<Main> {
    using conure_process = Main;
    explicit conure_proxy(rt::target<Main> to) noexcept : rt::proxy<Main>(to) {}
    void main() const {
      rt::send<"main">(conure_target(), [](Main &self) { self.main(); });
    }
  };
};
CONURE_MAIN(Main)
