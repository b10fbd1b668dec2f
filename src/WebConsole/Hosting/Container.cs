namespace WebConsole.Hosting;

/// <summary>Whether we run in a container, whose accounts are not the host's.</summary>
internal static class Container
{
    /// <summary>The marks of Docker, of Podman, of systemd's convention, and of Microsoft's images.</summary>
    public static bool IsInside() => File.Exists("/.dockerenv") || File.Exists("/run/.containerenv") ||
        Environment.GetEnvironmentVariable("container") is { Length: > 0 } ||
        Environment.GetEnvironmentVariable("DOTNET_RUNNING_IN_CONTAINER") is "true" or "1" ||
        Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST") is { Length: > 0 };
}
