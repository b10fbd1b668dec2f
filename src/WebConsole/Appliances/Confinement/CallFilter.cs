using System.Runtime.InteropServices;
using static WebConsole.Appliances.Confinement.ConfinementNative;

namespace WebConsole.Appliances.Confinement;

/// <summary>
/// Refuses system calls that a converter of images does not need and Landlock does not rule, by seccomp: networks, other
/// processes, new processes, changes of files by their path, and parts of the kernel that had many flaws. The service's unit
/// allows only a part of all calls besides.
/// </summary>
/// <seealso href="https://docs.kernel.org/userspace-api/seccomp_filter.html"/>
internal static unsafe class CallFilter
{
    private const ushort Load = 0x20, JumpIfEqual = 0x15, JumpIfAtLeast = 0x35, JumpIfAnyBit = 0x45, Return = 0x06;
    private const uint Allow = 0x7FFF0000, Kill = 0x80000000, Refuse = 0x00050000;
    private const uint NotPermitted = 1, NotImplemented = 38;
    private const uint Number = 0, Architecture = 4, FirstArgument = 16;
    private const uint OtherNumbering = 0x40000000;

    // The kernel's own test for a thread. Whether clone3 makes one can't be seen here: without it, the C library uses clone.
    private const uint Thread = 0x10000, Clone3 = 435;

    private static readonly uint[] RefusedEverywhere =
    [
        424, 434, 438, // pidfd_send_signal, pidfd_open, pidfd_getfd
        425, // io_uring_setup, whose requests no filter sees
        452, 463, 466, // fchmodat2, setxattrat, removexattrat
    ];

    /// <exception cref="ConfinementException">The architecture is not known, or the kernel refuses.</exception>
    public static void Apply()
    {
        var all = Instructions();
        fixed (FilterInstruction* instructions = all)
        {
            var program = new FilterProgram { len = (ushort)all.Length, filter = instructions };
            if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, (nint)(&program), 0, 0) != 0)
                throw new ConfinementException($"seccomp: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    private static FilterInstruction[] Instructions()
    {
        var calls = CallNumbers.OfThisMachine;
        return
        [
            new(Load, 0, 0, Architecture), new(JumpIfEqual, 1, 0, calls.Architecture), new(Return, 0, 0, Kill),
            new(Load, 0, 0, Number), new(JumpIfAtLeast, 0, 1, OtherNumbering), new(Return, 0, 0, Refuse | NotPermitted),
            new(JumpIfEqual, 0, 1, Clone3), new(Return, 0, 0, Refuse | NotImplemented),
            .. calls.Refused.Concat(RefusedEverywhere).SelectMany(call => (FilterInstruction[])[new(JumpIfEqual, 0, 1, call), new(Return, 0, 0, Refuse | NotPermitted)]),
            new(JumpIfEqual, 0, 3, calls.NewTask), new(Load, 0, 0, FirstArgument), new(JumpIfAnyBit, 1, 0, Thread), new(Return, 0, 0, Refuse | NotPermitted),
            new(Return, 0, 0, Allow),
        ];
    }
}
