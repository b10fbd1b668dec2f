using Xunit.Sdk;
using Xunit.v3;

// Counts of handles and callbacks are the process's: side by side, one test would see another's.
[assembly: Parallelization(Mode = ParallelMode.None)]
