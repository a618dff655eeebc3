// Makes things in the background, in order, while those made before are used: a training's batches. One
// thread makes them, so what they draw at random does not depend on who is faster.
//
// The thread computes on one core (its tensor operations are not divided), for the network has the others.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace residuum::learn {

// Sets the calling thread, and it alone, to one core; gradients are not recorded in it.
void become_loader_thread();

template <class T>
class Prefetch {
 public:
  // make(0) ... make(count - 1), each once, at most `ahead` of them waiting to be taken.
  Prefetch(std::size_t count, std::size_t ahead, std::function<T(std::size_t)> make)
      : count_(count), ahead_(ahead), make_(std::move(make)), thread_([this] { work(); }) {}
  ~Prefetch() {
    {
      const std::lock_guard lock(mutex_);
      stop_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }
  Prefetch(const Prefetch&) = delete;
  Prefetch& operator=(const Prefetch&) = delete;

  // The next one; waits for it. REQUIRES: not called more than `count` times. Errors: what make() threw.
  T next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !made_.empty() || error_; });
    if (made_.empty()) std::rethrow_exception(error_);
    T one = std::move(made_.front());
    made_.pop_front();
    lock.unlock();
    changed_.notify_all();
    return one;
  }

 private:
  void work() {
    try {
      become_loader_thread();
      for (std::size_t i = 0; i < count_; ++i) {
        {
          std::unique_lock lock(mutex_);
          changed_.wait(lock, [this] { return made_.size() < ahead_ || stop_; });
          if (stop_) return;
        }
        T one = make_(i);
        {
          const std::lock_guard lock(mutex_);
          made_.push_back(std::move(one));
        }
        changed_.notify_all();
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      error_ = std::current_exception();
      changed_.notify_all();
    }
  }

  std::size_t count_, ahead_;
  std::function<T(std::size_t)> make_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<T> made_;
  std::exception_ptr error_;
  bool stop_ = false;
  std::thread thread_;  // last: everything it uses is there before it
};

}  // namespace residuum::learn
