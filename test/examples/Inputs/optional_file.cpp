// An optional that holds a file: setting it to nothing closes the file, and so does the end of the process that owns it.
#include <conure/conure.h>
#include <cstdio>
#include <iostream>
#include <optional>
#include <string>

using namespace conure;

class File {
public:
  explicit File(std::string name) : name_(std::move(name)) {}
  File(File &&other) noexcept : name_(std::move(other.name_)), open_(other.open_) { other.open_ = false; }
  File &operator=(File &&) = delete;
  ~File() {
    if (open_)
      std::cout << "closed " + name_ + "\n";
  }

private:
  std::string name_;
  bool open_ = true;
};

class CONURE_PROCESS Keeper {
public:
  explicit Keeper(uni<std::optional<File>> file) : file_(std::move(file)) {}
  CONURE_ASYNC void close(channel<int> done) {
    file_.reset();
    std::cout << "reset\n";
    done.send(1);
  }

private:
  std::optional<File> file_;
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    channel<int> done(1);
    {
      auto keeper = spawn<Keeper>(recover(std::optional<File>(std::in_place, "a")));
      keeper->close(done);
      done.receive();
    }
    {
      std::optional<File> mine(std::in_place, "b");
      mine = std::nullopt;
      std::cout << "none\n";
    }
  }
};
CONURE_MAIN(Main)
