using System.Runtime.InteropServices;

namespace WebConsole.Appliances.Confinement;

/// <summary>System calls by their numbers, which differ between architectures.</summary>
/// <param name="Architecture">Its number in the kernel's audit.</param>
/// <param name="NewTask">Makes threads and processes.</param>
/// <param name="Refused">Those that <see cref="CallFilter"/> refuses.</param>
internal sealed record CallNumbers(uint Architecture, uint NewTask, IReadOnlyList<uint> Refused)
{
    private static readonly CallNumbers X64 = new(0xC000003E, 56,
    [
        41, 53, // socket, socketpair
        57, 58, // fork, vfork
        62, 129, 200, 234, 297, // kill, rt_sigqueueinfo, tkill, tgkill, rt_tgsigqueueinfo
        101, 310, 311, // ptrace, process_vm_readv, process_vm_writev
        76, 90, 91, 268, // truncate, chmod, fchmod, fchmodat
        92, 93, 94, 260, // chown, fchown, lchown, fchownat
        188, 189, 190, 197, 198, 199, // setxattr and removexattr in their forms
        248, 249, 250, // add_key, request_key, keyctl
        272, 298, 321, 323, // unshare, perf_event_open, bpf, userfaultfd
    ]);

    private static readonly CallNumbers Arm64 = new(0xC00000B7, 220,
    [
        198, 199, // socket, socketpair
        129, 130, 131, 138, 240, // kill, tkill, tgkill, rt_sigqueueinfo, rt_tgsigqueueinfo
        117, 270, 271, // ptrace, process_vm_readv, process_vm_writev
        45, 52, 53, // truncate, fchmod, fchmodat
        54, 55, // fchownat, fchown
        5, 6, 7, 14, 15, 16, // setxattr and removexattr in their forms
        217, 218, 219, // add_key, request_key, keyctl
        97, 241, 280, 282, // unshare, perf_event_open, bpf, userfaultfd
    ]);

    /// <exception cref="ConfinementException">It is another architecture.</exception>
    public static CallNumbers OfThisMachine => RuntimeInformation.ProcessArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => X64,
        System.Runtime.InteropServices.Architecture.Arm64 => Arm64,
        var other => throw new ConfinementException($"the system calls of {other} are not known here"),
    };
}
