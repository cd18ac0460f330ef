// The twin of ../hello.cpp that must be rejected: what is no message cannot be
// reached through a handle, and text that is only viewed cannot cross.
#include <conure/conure.h>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>

using namespace conure;

class CONURE_PROCESS Printer {
public:
  explicit Printer(std::string name) : name_(std::move(name)) {}

  CONURE_ASYNC void print(std::string_view message) const { // expect: async-signature
    std::cout << name_ << ": " << message << '\n';
  }
  void rename(std::string name) { name_ = std::move(name); }

private:
  std::string name_;
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    auto alice = spawn<Printer>("alice");
    alice->rename("alicia"); // expect: process-access
    alice->print("hello");
  }
};
CONURE_MAIN(Main)
