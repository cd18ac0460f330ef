// The classes and messages that the hostile programs share.
#ifndef CONURE_TEST_HOSTILE_H
#define CONURE_TEST_HOSTILE_H

#include <conure/conure.h>

#include <algorithm>
#include <any>
#include <array>
#include <atomic>
#include <bit>
#include <bitset>
#include <charconv>
#include <coroutine>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <deque>
#include <exception>
#include <execution>
#include <filesystem>
#include <functional>
#include <future>
#include <iostream>
#include <iterator>
#include <list>
#include <map>
#include <memory>
#include <memory_resource>
#include <mutex>
#include <numeric>
#include <optional>
#include <queue>
#include <ranges>
#include <set>
#include <span>
#include <sstream>
#include <stack>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <unordered_map>
#include <valarray>
#include <variant>
#include <vector>
#if __cplusplus > 202002L
#include <expected>
#endif

using namespace conure;

/// Holds borrows: a borrow of it may be in it.
struct Node {
  int v = 0;
  Node *next = nullptr;
  std::unique_ptr<Node> own;
  Node *self() { return this; }
  int &ref() { return v; }
};

/// Holds none.
struct Plain {
  int v = 0;
  std::string s;
  std::vector<int> n;
  int &ref() { return v; }
  const int &cref() const { return v; }
  auto begin() { return n.begin(); }
  auto end() { return n.end(); }
};

extern Plain *leak_global;

class CONURE_PROCESS Sink {
public:
  CONURE_ASYNC void take(uni<Plain>) {}
  CONURE_ASYNC void node(uni<Node>) {}
  CONURE_ASYNC void vec(uni<std::vector<int>>) {}
  CONURE_ASYNC void nodes(uni<std::unique_ptr<Node>>) {}
  CONURE_ASYNC void frozen(std::shared_ptr<const int>) {}
  CONURE_ASYNC void pstr(std::shared_ptr<const std::string>) {}
  CONURE_ASYNC void text(std::string) {}
  CONURE_ASYNC void n(int) {}
  int field = 0;
  int plain() { return field; }
  int *addr() { return &field; }
};

#endif
