using System.Diagnostics;
using Xunit;

namespace WebConsole.Tests.Appliances;

/// <summary>Images made by <c>qemu-img</c>, which comes with libvirt's QEMU on every machine where tests run.</summary>
internal static class ImageFiles
{
    public const int Size = 1 << 20;

    /// <summary>A disk of 1 MiB with holes, and bytes in between that don't repeat.</summary>
    public static string Raw(string path)
    {
        var bytes = new byte[Size];
        new Random(86).NextBytes(bytes.AsSpan(70_000, 200_000));
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>The same disk in another format.</summary>
    public static string Of(string format, string path, params string[] options)
    {
        var raw = Raw(path + ".raw");
        // A VHD is otherwise made longer, up to what an old geometry can say.
        Qemu(["convert", "-f", "raw", "-O", format, .. format == "vpc" && options.Length == 0 ? ["-o", "force_size=on"] : options, raw, path]);
        File.Delete(raw);
        return path;
    }

    public static string Qemu(params string[] arguments) => Run("qemu-img", arguments);

    public static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error);
        return output.GetAwaiter().GetResult();
    }
}
