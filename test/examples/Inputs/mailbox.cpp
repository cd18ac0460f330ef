// A sender to a full mailbox waits until there is room.
#include <conure/conure.h>
#include <cstdio>
#include <utility>

using namespace conure;

class CONURE_PROCESS CONURE_MAILBOX(2 * 2) Store {
public:
  explicit Store(channel<int> gate) : gate_(std::move(gate)) {}
  CONURE_ASYNC void put(int) { gate_.receive(); }

private:
  channel<int> gate_;
};

class CONURE_PROCESS Sender {
public:
  CONURE_ASYNC void send(process<Store> to, int n, channel<int> progress) {
    for (int i = 0; i < n; ++i) {
      to->put(i);
      progress.send(i);
    }
  }
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    channel<int> gate(20), progress(20);
    auto store = spawn<Store>(gate);
    spawn<Sender>()->send(store, 10, progress);
    int sent = 0;
    while (progress.receive_for(std::chrono::milliseconds(300)))
      ++sent;
    std::printf("%d sent while none was put\n", sent);
    for (int i = 0; i < 10; ++i)
      gate.send(i);
    while (sent < 10 && progress.next())
      ++sent;
    std::printf("%d sent\n", sent);
  }
};
CONURE_MAIN(Main)
