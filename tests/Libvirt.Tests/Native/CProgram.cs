using System.Diagnostics;
using Xunit;

namespace Libvirt.Tests.Native;

/// <summary>Builds and runs a small C program against libvirt's headers (package libvirt-dev).</summary>
internal static class CProgram
{
    public static string[] Output(string body)
    {
        var folder = Directory.CreateTempSubdirectory("libvirt-tests-");
        try
        {
            var source = Path.Combine(folder.FullName, "program.c");
            var program = Path.Combine(folder.FullName, "program");
            File.WriteAllText(source, $$"""
                #include <stddef.h>
                #include <stdio.h>
                #include <libvirt/libvirt.h>
                #include <libvirt/virterror.h>
                int main(void) {
                {{body}}
                return 0; }
                """);
            Run("cc", source, "-o", program);
            return Run(program).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} failed. The tests need a C compiler and libvirt-dev. {errors}");
        return output;
    }
}
