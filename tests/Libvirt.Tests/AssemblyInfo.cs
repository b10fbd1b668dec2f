using Xunit.Sdk;
using Xunit.v3;

// Handles and callbacks are counted per process, so parallel tests would see each other's.
[assembly: Parallelization(Mode = ParallelMode.None)]
