using System.Runtime.InteropServices;
using static WebConsole.Appliances.Confinement.ConfinementNative;

namespace WebConsole.Appliances.Confinement;

/// <summary>
/// The inside of <see cref="ConfinedProcess"/>: our own program, started for this alone, gives up its rights and becomes another
/// program, which inherits that. The server can't do so for it, since nothing of .NET runs between a fork and what it executes.
/// </summary>
internal static class ConfinedCommand
{
    /// <summary>The first argument; the rest is the command. The working directory becomes the only folder it may use.</summary>
    public const string Argument = "--confined";

    /// <summary>The exit code if nothing was executed; a sentence stands on standard error.</summary>
    public const int NotExecuted = 125;

    /// <summary>Few arenas, since each reserves address space, which is limited.</summary>
    private static readonly string?[] Environment = ["PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "MALLOC_ARENA_MAX=2", null];

    /// <summary>Returns only if it fails.</summary>
    public static int Run(IReadOnlyList<string> command)
    {
        try
        {
            if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
                throw new ConfinementException($"no_new_privs: {Marshal.GetLastPInvokeErrorMessage()}");
            FileRules.Apply(System.Environment.CurrentDirectory);
            CallFilter.Apply();
            _ = execve(command[0], [.. command, null], Environment);
            throw new ConfinementException($"{command[0]}: {Marshal.GetLastPInvokeErrorMessage()}");
        }
        catch (ConfinementException error)
        {
            Console.Error.WriteLine(error.Message);
            return NotExecuted;
        }
    }
}
