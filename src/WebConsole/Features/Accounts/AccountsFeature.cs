namespace WebConsole.Features.Accounts;

internal static class AccountsFeature
{
    public static void AddAccountsFeature(this IServiceCollection services)
    {
    }

    public static void MapAccountsFeature(this IEndpointRouteBuilder endpoints)
    {
    }
}
