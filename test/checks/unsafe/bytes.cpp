// Bytes that become a pointer, and bytes that stay what they are.
#include <array>
#include <bit>
#include <conure/conure.h>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <cwchar>
#include <string>

using namespace conure;

struct Node {
  int n = 0;
  Node *next = nullptr;
};
struct Header {
  std::uint32_t size;
  std::uint16_t kind;
};
struct Address {
  Node *p;
};

class CONURE_PROCESS Reader {
public:
  CONURE_ASYNC void of_a_number(std::uint64_t a) {
    Node *n;
    std::memcpy(&n, &a, sizeof n); // expect-warning {{process code uses bytes as a pointer}} [unsafe]
    n->n++;
  }
  CONURE_ASYNC void of_bytes(std::array<char, sizeof(Node)> a) {
    Node n;
    memcpy(&n, a.data(), sizeof n);                 // expect-warning {{process code uses bytes as a pointer}} [unsafe]
    __builtin_memcpy(&n, a.data(), sizeof n);       // expect-warning {{process code uses bytes as a pointer}} [unsafe]
    std::memmove(&n.next, a.data(), sizeof n.next); // expect-warning {{process code uses bytes as a pointer}} [unsafe]
  }
  CONURE_ASYNC void of_a_class(std::uint64_t a) {
    auto found = std::bit_cast<Address>(a); // expect-warning {{process code uses bytes as a pointer}} [unsafe]
    found.p->n++;
  }
  CONURE_ASYNC void of_text(std::string text, std::wstring wide) {
    void *p = nullptr;
    int n = 0;
    std::sscanf(text.c_str(), "%p", &p);           // expect-warning {{process code uses bytes as a pointer}} [unsafe]
    sscanf(text.c_str(), "at %d: %%%1$16p", &p);   // expect-warning {{process code uses bytes as a pointer}} [unsafe]
    std::swscanf(wide.c_str(), L"%d %p", &n, &p);  // expect-warning {{process code uses bytes as a pointer}} [unsafe]
    std::sscanf(text.c_str(), "%d%%p %*p %s", &n); // a number, and nothing of the pointer
    auto *node = reinterpret_cast<Node *>(std::strtoull(text.c_str(), nullptr, 16)); // expect-warning {{process code uses a 'reinterpret_cast'}} [unsafe]
    node->n++;
  }
  CONURE_ASYNC void plain(std::array<char, 64> a) {
    Header h;
    std::memcpy(&h, a.data(), sizeof h);
    float f;
    std::memcpy(&f, &h.size, sizeof f);
    (void)std::bit_cast<std::uint32_t>(f);
    Node from, to;
    std::memcpy(&to, &from, sizeof to);
    Node *many[2] = {}, *others[2];
    std::memcpy(others, many, sizeof many);
    std::memcpy(a.data(), &h, sizeof h);
    std::memset(&to, 0, sizeof to);
  }
};
