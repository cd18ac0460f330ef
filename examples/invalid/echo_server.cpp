// The twin of ../echo_server.cpp that must be rejected: the connection goes to
// the session as it is, and the listener lends itself out.
#include <conure/conure.h>
#include <string>
#include <utility>

using namespace conure;

class CONURE_PROCESS Session {
public:
  explicit Session(net::tcp_stream client) : client_(std::move(client)) {}
  CONURE_ASYNC void greet() { client_.write("hello\n"); }

private:
  net::tcp_stream client_;
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    auto server = recover(net::tcp_listener(net::endpoint::v4(127, 0, 0, 1, 40'000)));
    const net::tcp_listener &borrowed = *server; // expect: uni-borrow
    net::tcp_stream client = borrowed.accept();
    auto session = spawn<Session>(std::move(client)); // expect: spawn-argument
    session->greet();
  }
};
CONURE_MAIN(Main)
