// An echo server: a process a connection. Waiting for the network suspends a
// process and no thread, so that two workers serve thousands of clients.
//
//   echo_server [PORT [CONNECTIONS]]
//
// prints where it listens, and ends after so many connections (0: never).
#include <conure/conure.h>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

using namespace conure;

class CONURE_PROCESS Session {
public:
  explicit Session(uni<net::tcp_stream> client) : client_(std::move(client)) {}

  CONURE_ASYNC void serve(channel<bool> done) {
    std::error_code error; // a client may vanish at any time: that is no panic
    std::string text;
    while (client_.read(text, error) > 0 && client_.write(text, error) == text.size())
      text.clear();
    client_.close();
    done.send(true);
  }

private:
  net::tcp_stream client_;
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    std::vector<std::string> given = arguments();
    int port = given.size() > 0 ? std::atoi(given[0].c_str()) : 40'000;
    int connections = given.size() > 1 ? std::atoi(given[1].c_str()) : 0;

    auto server = recover(net::tcp_listener(net::endpoint::v4(127, 0, 0, 1, static_cast<std::uint16_t>(port))));
    std::cout << "listening at " << server->local().to_string() << std::endl;

    channel<bool> done(64);
    int ended = 0;
    for (int accepted = 0; connections == 0 || accepted < connections; ++accepted) {
      auto client = recover(server->accept());
      spawn<Session>(std::move(client))->serve(done);
      while (done.try_receive())
        ++ended;
    }
    for (; ended < connections; ++ended)
      done.receive();
    std::cout << "served " << connections << " connections\n";
  }
};
CONURE_MAIN(Main)
