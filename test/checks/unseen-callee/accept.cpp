// config: known-types: ["function vendor::fast pure"]
#include <conure/conure.h>
#include "Inputs/other.h"
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <regex>
#include <string>
#include <thread>
#include <time.h>
#include <unistd.h>
#include <vector>
using namespace conure;

int never_called_by_processes(int);
int plain() { return never_called_by_processes(1); }
CONURE_TRUSTED("assembly, reviewed") int checksum(const char *, int); // expect-remark {{}} [trusted-reason]
class CONURE_SENDABLE Ring {
public:
  void push(int);
};
int later(int);
int calls_later() { return later(1); }
int later(int n) { return n; }
template <class T> T twice(T t) { return t + t; }
extern template int twice<int>(int);
struct Defaulted {
  Defaulted() = default;
  Defaulted(const Defaulted &) = default;
  bool operator==(const Defaulted &) const = default;
  std::string s;
};
struct Shape {
  virtual double area() const = 0;
  virtual ~Shape() = default;
};
struct Square : Shape {
  double area() const override { return 1; }
};
class CONURE_PROCESS Elsewhere; 
class CONURE_PROCESS Elsewhere {
public:
  explicit Elsewhere(int n);
  CONURE_ASYNC void handle(int n);
  int helper();
};

class CONURE_PROCESS Caller {
public:
  CONURE_ASYNC void messages_of_others() {
    auto p = spawn<Elsewhere>(1);
    p->handle(2);
  }
  CONURE_ASYNC void library() {
    std::vector<std::string> v{"b", "a"};
    std::sort(v.begin(), v.end());
    std::map<std::string, int> m;
    m["a"] = static_cast<int>(std::strlen("a") + std::sqrt(2.0));
    std::regex r("a+");
    bool b = std::regex_match("aa", r);
    std::ofstream("x") << v[0] << std::endl;
    std::printf("%d\n", m["a"]);
    char buffer[4];
    std::memcpy(buffer, "abc", 4);
    std::snprintf(buffer, 4, "%d", 1);
    auto t = ::time(nullptr);
    auto id = ::getpid();
    auto f = std::fopen("x", "r");
    std::fclose(f);
    auto p = std::make_shared<int>(1);
    std::function<int(int)> g = later;
    g(1);
  }
  CONURE_ASYNC void seen() {
    calls_later();
    twice(1);
    Defaulted a, b = a;
    bool same = a == b;
    std::unique_ptr<Shape> s = std::make_unique<Square>();
    s->area();
    sizeof(never_called_by_processes(1));
  }
  CONURE_ASYNC void trusted() {
    checksum("x", 1);
    ring_.push(1);
  }

private:
  Ring ring_;
};
