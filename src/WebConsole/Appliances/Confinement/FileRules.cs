using System.Runtime.InteropServices;
using static WebConsole.Appliances.Confinement.ConfinementNative;

namespace WebConsole.Appliances.Confinement;

/// <summary>
/// Restricts this thread, and what it executes, to the programs of the host and one folder, by Landlock. No capability and no
/// namespace is needed for that. Newer kernels also refuse TCP, and signals to other processes.
/// </summary>
/// <seealso href="https://docs.kernel.org/userspace-api/landlock.html"/>
internal static unsafe class FileRules
{
    private const ulong Execute = 1 << 0, WriteFile = 1 << 1, ReadFile = 1 << 2, ReadDirectory = 1 << 3, RemoveFile = 1 << 5, MakeFile = 1 << 8, Truncate = 1 << 14;
    private const ulong Programs = Execute | ReadFile | ReadDirectory, Work = ReadFile | ReadDirectory | WriteFile | RemoveFile | MakeFile | Truncate;
    private const ulong Tcp = 3, OtherProcesses = 3;

    /// <summary>How many rights a kernel knows by the version of its Landlock, from 1; the last number holds for later ones.</summary>
    private static ReadOnlySpan<byte> RightsOfVersion => [13, 14, 15, 15, 16];

    /// <summary>What a dynamically linked program needs; where <c>/lib</c> is a link into <c>/usr</c>, the same again.</summary>
    private static readonly (string Path, ulong Rights)[] Host =
    [
        ("/usr", Programs), ("/lib", Programs), ("/lib64", Programs), ("/etc/ld.so.cache", ReadFile), ("/dev/null", ReadFile | WriteFile),
    ];

    /// <exception cref="ConfinementException">The kernel has no Landlock.</exception>
    public static void Apply(string folder)
    {
        var version = (int)syscall(SYS_landlock_create_ruleset, 0, 0, LANDLOCK_CREATE_RULESET_VERSION, 0);
        if (version < 1)
            throw new ConfinementException("Landlock is missing: it needs Linux 5.13 where it is switched on, and a service unit or container that allows its calls");
        var known = (1UL << RightsOfVersion[Math.Min(version, RightsOfVersion.Length) - 1]) - 1;
        var wanted = new LandlockRuleset { handled_access_fs = known, handled_access_net = Tcp, scoped = OtherProcesses };
        var size = sizeof(ulong) * version switch { < 4 => 1, < 6 => 2, _ => 3 };
        var rules = (int)Checked(syscall(SYS_landlock_create_ruleset, (nint)(&wanted), size, 0, 0), "landlock_create_ruleset");
        foreach (var (path, rights) in Host)
        {
            // One of these may be missing on a distribution; then nothing is allowed there.
            if (Path.Exists(path))
                Allow(rules, path, rights & known);
        }
        Allow(rules, folder, Work & known);
        Checked(syscall(SYS_landlock_restrict_self, rules, 0, 0, 0), "landlock_restrict_self");
        _ = close(rules);
    }

    private static void Allow(int rules, string path, ulong rights)
    {
        var place = (int)Checked(open(path, O_PATH | O_CLOEXEC), path);
        var rule = new LandlockPathBeneath { allowed_access = rights, parent_fd = place };
        Checked(syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, (nint)(&rule), 0), $"landlock_add_rule for {path}");
        _ = close(place);
    }

    private static nint Checked(nint result, string what) => result >= 0 ? result
        : throw new ConfinementException($"{what}: {Marshal.GetLastPInvokeErrorMessage()}");
}
