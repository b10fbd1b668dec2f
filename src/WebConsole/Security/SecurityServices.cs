namespace WebConsole.Security;

internal static class SecurityServices
{
    public static void AddSecurity(this IServiceCollection services)
    {
        services.AddAuthorization(Policies.Add);
        services.AddCascadingAuthenticationState();
    }
}
