namespace Libvirt.Native;

/// <summary>
/// Makes a native call and turns its failure into an exception: one method per C convention.
/// </summary>
/// <remarks>
/// libvirt keeps the last error per thread, and any later call on that thread wipes it, the release of a handle
/// included. So the call itself is passed in here, and the error is read in the statement after it.
/// </remarks>
internal static class NativeCheck
{
    internal delegate int OutCall<T>(out T value);

    /// <summary>For calls that return a negative number on failure; gives back the number.</summary>
    internal static int NotNegative(Func<int> call)
    {
        var result = Make(call);
        return result >= 0 ? result : throw NativeError.Take();
    }

    /// <summary>For calls that answer 1, 0, or -1 on failure.</summary>
    internal static bool Flag(Func<int> call) => NotNegative(call) == 1;

    /// <summary>For calls that fill an output and return a negative number on failure; returns the output.</summary>
    internal static T Out<T>(OutCall<T> call) where T : unmanaged
    {
        T value = default;
        NotNegative(() => call(out value));
        return value;
    }

    /// <summary>For calls that hand over a reference, or null on failure.</summary>
    internal static T Handle<T>(Func<T> call) where T : LibvirtHandle
    {
        var result = Make(call);
        return result.IsInvalid ? throw NativeError.Take() : LibvirtHandle.Counted(result);
    }

    /// <summary>For calls that return text, or null on failure.</summary>
    internal static string Text(Func<string?> call) => Make(call) ?? throw NativeError.Take();

    private static T Make<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (EntryPointNotFoundException missing)
        {
            throw NativeError.Missing(missing);
        }
        catch (DllNotFoundException missing)
        {
            throw new LibvirtNotInstalledException(missing);
        }
    }
}
